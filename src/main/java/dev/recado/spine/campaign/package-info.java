/** Campaigns: one message to many people, from an audience, at a pace, exactly once each. */
@NullMarked
package dev.recado.spine.campaign;

import org.jspecify.annotations.NullMarked;
