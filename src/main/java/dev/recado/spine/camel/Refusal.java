package dev.recado.spine.camel;

/**
 * Why a text may not stand in a file of the routes folder.
 *
 * @param at the index of its first character
 * @param message what is refused and what to write instead
 */
public record Refusal(int at, String message) {}
