/** The hand-over of a conversation between the hub and a person, and the commands for it. */
@NullMarked
package dev.recado.sales.handover;

import org.jspecify.annotations.NullMarked;
