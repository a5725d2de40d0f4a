// Calls a function with registers of the test's choice.
        .text
        .globl  call_with_registers
        .type   call_with_registers, @function
call_with_registers:
        .cfi_startproc
        push    %rbx
        .cfi_adjust_cfa_offset 8
        .cfi_offset %rbx, -16
        mov     %rdi, %r11
        mov     %rsi, %rbx
        lea     1f(%rip), %rax
        mov     %rax, 72(%rbx)
        lea     -8(%rsp), %rax
        mov     %rax, 64(%rbx)
        mov     (%rbx), %rdi
        mov     8(%rbx), %rsi
        mov     16(%rbx), %rdx
        mov     24(%rbx), %rcx
        mov     32(%rbx), %r8
        mov     40(%rbx), %r9
        mov     48(%rbx), %r10
        mov     56(%rbx), %rax
        call    *%r11
1:      pop     %rbx
        .cfi_adjust_cfa_offset -8
        .cfi_restore %rbx
        ret
        .cfi_endproc
        .size   call_with_registers, . - call_with_registers

        .section .note.GNU-stack, "", @progbits
