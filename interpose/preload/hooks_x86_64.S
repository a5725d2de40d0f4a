// dlsym and dlvsym for x86-64: a look-up that is not ours goes on to the next one as if we were not there.

// RTLD_NEXT and RTLD_DEFAULT are answered by the return address that the real function finds on its stack, so
// it is reached by a jump, with the stack and every argument register as at entry. Where to jump is asked of
// look_up.cpp: an address, or null for a look-up that is ours, which gets the return address as its last argument.

#ifdef __CET__
#include <cet.h>  // the property note, when everything else that is linked has one
#endif

        .macro  look_up_hook name, route, look_up, caller_argument
        .hidden \route
        .hidden \look_up
        .globl  \name
        .type   \name, @function
        .p2align 4
\name:
        .cfi_startproc
        endbr64
        // 72 bytes: at entry the stack is 8 short of a multiple of 16, as the call below must find it.
        sub     $72, %rsp
        .cfi_adjust_cfa_offset 72
        mov     %rdi, (%rsp)
        mov     %rsi, 8(%rsp)
        mov     %rdx, 16(%rsp)
        mov     %rcx, 24(%rsp)
        mov     %r8, 32(%rsp)
        mov     %r9, 40(%rsp)
        mov     %r10, 48(%rsp)
        mov     %rax, 56(%rsp)
        call    \route
        mov     %rax, %r11
        mov     (%rsp), %rdi
        mov     8(%rsp), %rsi
        mov     16(%rsp), %rdx
        mov     24(%rsp), %rcx
        mov     32(%rsp), %r8
        mov     40(%rsp), %r9
        mov     48(%rsp), %r10
        mov     56(%rsp), %rax
        add     $72, %rsp
        .cfi_adjust_cfa_offset -72
        test    %r11, %r11
        jz      1f
        jmp     *%r11
1:      mov     (%rsp), \caller_argument
        jmp     \look_up
        .cfi_endproc
        .size   \name, . - \name
        .endm

        .text
        look_up_hook dlsym, p11trace_route_dlsym, p11trace_look_up_dlsym, %rdx
        look_up_hook dlvsym, p11trace_route_dlvsym, p11trace_look_up_dlvsym, %rcx

        .section .note.GNU-stack, "", @progbits
