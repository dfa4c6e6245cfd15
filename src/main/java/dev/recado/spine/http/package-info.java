/** HTTP calls of flows and connectors: with limits, and without retries of their own. */
@NullMarked
package dev.recado.spine.http;

import org.jspecify.annotations.NullMarked;
