// A dlsym and a dlvsym that note the registers they are entered with, if somebody waits for them.
        .macro  recording name, otherwise
        .hidden \otherwise
        .globl  \name
        .type   \name, @function
\name:
        mov     registers_wanted(%rip), %r11
        test    %r11, %r11
        jnz     1f
        jmp     \otherwise
1:      mov     %rdi, (%r11)
        mov     %rsi, 8(%r11)
        mov     %rdx, 16(%r11)
        mov     %rcx, 24(%r11)
        mov     %r8, 32(%r11)
        mov     %r9, 40(%r11)
        mov     %r10, 48(%r11)
        mov     %rax, 56(%r11)
        mov     %rsp, 64(%r11)
        mov     (%rsp), %rax
        mov     %rax, 72(%r11)
        movq    $0, registers_wanted(%rip)
        ret
        .size   \name, . - \name
        .endm

        .hidden registers_wanted
        .text
        recording dlsym, forward_dlsym
        recording dlvsym, forward_dlvsym

        .section .note.GNU-stack, "", @progbits
