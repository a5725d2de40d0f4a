// What the tests' stand-in for the tracer noted; a program finds it by its exported functions, if it is loaded.
#pragma once

// The names that the stand-in wraps are those of the standard's form and `my_loader`.
extern "C" {
int recorded_hand_outs() noexcept;
int recorded_unseen() noexcept;
const void* recorded_caller() noexcept;
const void* recorded_symbol() noexcept;

// What a wrapped name is answered with.
int recorded_replacement() noexcept;

// From now on the log's descriptor stays where it is.
void recorded_refuse_to_move() noexcept;
}

constexpr int replacement_answer = 77;
