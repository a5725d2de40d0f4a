// Calls a function with registers of the test's choice.
        .text
        .globl  call_with_registers
        .type   call_with_registers, %function
call_with_registers:
        .cfi_startproc
        stp     x29, x30, [sp, #-16]!
        .cfi_def_cfa_offset 16
        .cfi_offset 29, -16
        .cfi_offset 30, -8
        mov     x29, sp
        mov     x9, x0
        mov     x10, x1
        adr     x11, 1f
        str     x11, [x10, #72]
        mov     x11, sp
        str     x11, [x10, #64]
        ldp     x0, x1, [x10]
        ldp     x2, x3, [x10, #16]
        ldp     x4, x5, [x10, #32]
        ldp     x6, x7, [x10, #48]
        blr     x9
1:      ldp     x29, x30, [sp], #16
        .cfi_restore 29
        .cfi_restore 30
        .cfi_def_cfa_offset 0
        ret
        .cfi_endproc
        .size   call_with_registers, . - call_with_registers

        .section .note.GNU-stack, "", %progbits
