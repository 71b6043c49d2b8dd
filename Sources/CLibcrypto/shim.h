#pragma once
// SHA-256 by its context of a fixed size: the interface that is meant to follow it allocates for each digest, which takes
// longer than the digest of a record. The library keeps both.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>
