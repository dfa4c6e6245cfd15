/** What a customer's words mean: asked of an LLM, with a classifier of our own behind it. */
@NullMarked
package dev.recado.chat.intent;

import org.jspecify.annotations.NullMarked;
