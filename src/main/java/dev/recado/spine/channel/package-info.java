/** WhatsApp channels: the numbers of the business, the provider of each, and their credentials. */
@NullMarked
package dev.recado.spine.channel;

import org.jspecify.annotations.NullMarked;
