/** Finds amounts, dates, documents and names in Brazilian Portuguese as people type it. */
@NullMarked
package dev.recado.chat.entity;

import org.jspecify.annotations.NullMarked;
