/** How the hub is doing: health for probes and people, gauges for alerts. */
@NullMarked
package dev.recado.api.health;

import org.jspecify.annotations.NullMarked;
