/** The files of messages: fetches them from the providers, keeps them, and hands them out. */
@NullMarked
package dev.recado.chat.media;

import org.jspecify.annotations.NullMarked;
