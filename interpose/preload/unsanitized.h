// Included by every file whose code may run before a sanitizer's runtime is ready: it must not be instrumented.
#pragma once

#ifndef __has_feature
#define __has_feature(feature) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || __has_feature(address_sanitizer) || \
    __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#error "compile the hooks with -fno-sanitize=all: an instrumented hook crashes before the shadow memory exists"
#endif
