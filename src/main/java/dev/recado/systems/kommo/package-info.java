/** Kommo: its webhooks, its chats, and what the hub reads and writes in an account. */
@NullMarked
package dev.recado.systems.kommo;

import org.jspecify.annotations.NullMarked;
