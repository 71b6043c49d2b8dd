import NIOPosix
import NIOCore
import ServiceLifecycle
import UnixSignals
import Logging
import Configuration
