/** Amounts, dates, documents and the like in Brazilian Portuguese as people write it in a chat. */
@NullMarked
package dev.recado.chat.entity;

import org.jspecify.annotations.NullMarked;
