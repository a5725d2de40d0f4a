// Entry points for x86-64: 64 for each of the 104 functions. Each leaves its wrapper's number in a word of the thread
// and jumps on to the thunk of its function, with the arguments, the stack and the return address as the caller left them.

#define FUNCTIONS 104
#define WRAPPERS 64

	.section .note.GNU-stack, "", @progbits

	.text
	.globl p11trace_stubs
	.hidden p11trace_stubs
	.type p11trace_stubs, @function
	.p2align 4
	.cfi_startproc
p11trace_stubs:
	.set function, 0
	.rept FUNCTIONS
	.set wrapper, 0
	.rept WRAPPERS
	.p2align 4
	endbr64
	movl	$(function * WRAPPERS + wrapper), %eax
	jmp	p11trace_enter
	.set wrapper, wrapper + 1
	.endr
	.set function, function + 1
	.endr
	.p2align 4

// %eax is free at the entry of a function that is not variadic, as are %r10 and %r11.
p11trace_enter:
	movl	%eax, %r10d
	andl	$(WRAPPERS - 1), %eax
	shrl	$6, %r10d
	movq	p11trace_entered_wrapper@GOTTPOFF(%rip), %r11
	movl	%eax, %fs:(%r11)
	leaq	p11trace_thunks(%rip), %r11
	jmp	*(%r11, %r10, 8)
	.cfi_endproc
	.size p11trace_stubs, . - p11trace_stubs
