/** How the hub's own Java code calls other systems: with limits, and without retries of its own. */
@NullMarked
package dev.recado.spine.http;

import org.jspecify.annotations.NullMarked;
