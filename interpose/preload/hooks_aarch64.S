// dlsym and dlvsym for AArch64: a look-up that is not ours goes on to the next one as if we were not there.

// RTLD_NEXT and RTLD_DEFAULT are answered by the return address that the real function finds in x30, so it is
// reached by a branch, with x30, the stack and every argument register as at entry. Where to branch is asked of
// look_up.cpp: an address, or null for a look-up that is ours, which gets the return address as its last argument.

        .macro  look_up_hook name, route, look_up, caller_argument
        .hidden \route
        .hidden \look_up
        .globl  \name
        .type   \name, %function
        .p2align 4
\name:
        .cfi_startproc
        hint    #34                     // bti c, for assemblers that do not know it
        stp     x29, x30, [sp, #-96]!
        .cfi_def_cfa_offset 96
        .cfi_offset 29, -96
        .cfi_offset 30, -88
        mov     x29, sp
        stp     x0, x1, [sp, #16]
        stp     x2, x3, [sp, #32]
        stp     x4, x5, [sp, #48]
        stp     x6, x7, [sp, #64]
        str     x8, [sp, #80]
        bl      \route
        mov     x16, x0                 // a branch through x16 may land on a bti c
        ldp     x0, x1, [sp, #16]
        ldp     x2, x3, [sp, #32]
        ldp     x4, x5, [sp, #48]
        ldp     x6, x7, [sp, #64]
        ldr     x8, [sp, #80]
        ldp     x29, x30, [sp], #96
        .cfi_restore 29
        .cfi_restore 30
        .cfi_def_cfa_offset 0
        cbz     x16, 1f
        br      x16
1:      mov     \caller_argument, x30
        b       \look_up
        .cfi_endproc
        .size   \name, . - \name
        .endm

        .text
        look_up_hook dlsym, p11trace_route_dlsym, p11trace_look_up_dlsym, x2
        look_up_hook dlvsym, p11trace_route_dlvsym, p11trace_look_up_dlvsym, x3

        .section .note.GNU-stack, "", %progbits

#ifdef __ARM_FEATURE_BTI_DEFAULT
        .section .note.gnu.property, "a", %note
        .p2align 3
        .word   4, 16, 5                // sizes of name and description, NT_GNU_PROPERTY_TYPE_0
        .asciz  "GNU"
        .word   0xc0000000, 4, 1, 0     // GNU_PROPERTY_AARCH64_FEATURE_1_AND: BTI, and padding
#endif
