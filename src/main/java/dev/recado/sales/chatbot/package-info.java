/** Chatbots as data: their steps, and the place of each customer in them. */
@NullMarked
package dev.recado.sales.chatbot;

import org.jspecify.annotations.NullMarked;
