// A library to be preloaded into the daemon by tests: it records or fails what the daemon asks of the file system.
// Nothing is to be called; see FaultShim.c for the environment variables that steer it.
#pragma once
