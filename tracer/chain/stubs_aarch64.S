// Entry points for aarch64: 64 for each of the 104 functions. Each leaves its wrapper's number in a word of the thread
// and jumps on to the thunk of its function, with the arguments, the stack and the return address as the caller left them.

#define FUNCTIONS 104
#define WRAPPERS 64

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
	.p2align 4

// x16 and x17 are free between functions; x9 and x10 are free at the entry of one.
p11trace_enter:
	and	w9, w16, #(WRAPPERS - 1)
	lsr	w16, w16, #6
	mrs	x10, tpidr_el0
	adrp	x17, :gottprel:p11trace_entered_wrapper
	ldr	x17, [x17, #:gottprel_lo12:p11trace_entered_wrapper]
	str	w9, [x10, x17]
	adrp	x17, p11trace_thunks
	add	x17, x17, #:lo12:p11trace_thunks
	ldr	x16, [x17, w16, uxtw #3]
	br	x16
	.cfi_endproc
	.size p11trace_stubs, . - p11trace_stubs
