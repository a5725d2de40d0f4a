// Entry points for aarch64: 64 for each of the 104 functions, and behind them 1024 more for each of the few that the
// filters of managed modules want. Each says in a register which wrapper and function it is and
// goes on to the thunk of the function, which gets the arguments as they stand in memory. Nothing on the way is shared:
// a signal handler may call a module at any instant.

#define FUNCTIONS 104
#define WRAPPERS 64
#define FEW_FUNCTIONS 8
#define LEAN_WRAPPERS 1024

	.section .note.GNU-stack, "", %progbits

	.text
	.globl p11trace_stubs
	.hidden p11trace_stubs
	.type p11trace_stubs, %function
	.p2align 4
	.cfi_startproc
p11trace_stubs:
	.set function, 0
	.rept FUNCTIONS
	.set wrapper, 0
	.rept WRAPPERS
	.p2align 4
	hint	#34			// bti c
	mov	w16, #(function * WRAPPERS + wrapper)
	b	p11trace_enter
	.set wrapper, wrapper + 1
	.endr
	.set function, function + 1
	.endr

	.set function, 0
	.rept FEW_FUNCTIONS
	.set wrapper, 0
	.rept LEAN_WRAPPERS
	.p2align 4
	hint	#34			// bti c
	mov	w16, #(function * LEAN_WRAPPERS + wrapper)
	b	p11trace_enter_lean
	.set wrapper, wrapper + 1
	.endr
	.set function, function + 1
	.endr
	.p2align 4

p11trace_enter_lean:
	and	w9, w16, #(LEAN_WRAPPERS - 1)
	add	w9, w9, #WRAPPERS
	lsr	w16, w16, #10
	adrp	x17, p11trace_few_thunks
	add	x17, x17, #:lo12:p11trace_few_thunks
	b	p11trace_call
	.p2align 4

// thunk(registers, stack, wrapper, return address): the arguments that came in registers, spilled in their order; those
// that the caller put on the stack. x16 and x17 are free between functions.
p11trace_enter:
	and	w9, w16, #(WRAPPERS - 1)
	lsr	w16, w16, #6
	adrp	x17, p11trace_thunks
	add	x17, x17, #:lo12:p11trace_thunks
p11trace_call:
	stp	x29, x30, [sp, #-80]!
	.cfi_def_cfa_offset 80
	.cfi_offset x29, -80
	.cfi_offset x30, -72
	mov	x29, sp
	.cfi_def_cfa_register x29
	stp	x0, x1, [sp, #16]
	stp	x2, x3, [sp, #32]
	stp	x4, x5, [sp, #48]
	stp	x6, x7, [sp, #64]
	add	x0, sp, #16
	add	x1, sp, #80
	mov	w2, w9
	mov	x3, x30
	ldr	x16, [x17, w16, uxtw #3]
	blr	x16
	ldp	x29, x30, [sp], #80
	.cfi_def_cfa sp, 0
	.cfi_restore x29
	.cfi_restore x30
	ret
	.cfi_endproc
	.size p11trace_stubs, . - p11trace_stubs
