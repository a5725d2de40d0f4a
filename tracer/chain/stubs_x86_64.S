// Entry points for x86-64: 64 for each of the 104 functions, and behind them 1024 more for each of the few that the
// filters of managed modules want. Each says in a register which wrapper and function it is and
// goes on to the thunk of the function, which gets the arguments as they stand in memory. Nothing on the way is shared:
// a signal handler may call a module at any instant.

#define FUNCTIONS 104
#define WRAPPERS 64
#define FEW_FUNCTIONS 8
#define LEAN_WRAPPERS 1024

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

	.set function, 0
	.rept FEW_FUNCTIONS
	.set wrapper, 0
	.rept LEAN_WRAPPERS
	.p2align 4
	endbr64
	movl	$(function * LEAN_WRAPPERS + wrapper), %eax
	jmp	p11trace_enter_lean
	.set wrapper, wrapper + 1
	.endr
	.set function, function + 1
	.endr
	.p2align 4

p11trace_enter_lean:
	movl	%eax, %r10d
	shrl	$10, %r10d
	andl	$(LEAN_WRAPPERS - 1), %eax
	addl	$WRAPPERS, %eax
	leaq	p11trace_few_thunks(%rip), %r11
	jmp	p11trace_call
	.p2align 4

// thunk(registers, stack, wrapper, return address): the arguments that came in registers, spilled in their order; those
// that the caller put on the stack. %eax, %r10 and %r11 are free at the entry of a function that is not variadic.
p11trace_enter:
	movl	%eax, %r10d
	shrl	$6, %r10d
	andl	$(WRAPPERS - 1), %eax
	leaq	p11trace_thunks(%rip), %r11
p11trace_call:
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	subq	$48, %rsp
	movq	%rdi, (%rsp)
	movq	%rsi, 8(%rsp)
	movq	%rdx, 16(%rsp)
	movq	%rcx, 24(%rsp)
	movq	%r8, 32(%rsp)
	movq	%r9, 40(%rsp)
	movq	%rsp, %rdi
	leaq	16(%rbp), %rsi
	movl	%eax, %edx
	movq	8(%rbp), %rcx
	call	*(%r11, %r10, 8)
	leave
	.cfi_def_cfa %rsp, 8
	ret
	.cfi_endproc
	.size p11trace_stubs, . - p11trace_stubs
