/** PostgreSQL and Kafka inside the hub, for a start with nothing configured. */
@NullMarked
package dev.recado.ground.embedded;

import org.jspecify.annotations.NullMarked;
