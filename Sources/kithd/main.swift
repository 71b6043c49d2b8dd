import ArgumentParser
import Daemon
print("stub")
