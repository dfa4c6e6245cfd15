/** What a text means: asks an LLM, and a classifier of its own where there is none. */
@NullMarked
package dev.recado.chat.intent;

import org.jspecify.annotations.NullMarked;
