/** Health checks for probes and people, gauges for alerts, and the counts of the last day. */
@NullMarked
package dev.recado.api.health;

import org.jspecify.annotations.NullMarked;
