/** Finds the intent of a text with an LLM, or with a local classifier if there is no LLM. */
@NullMarked
package dev.recado.chat.intent;

import org.jspecify.annotations.NullMarked;
