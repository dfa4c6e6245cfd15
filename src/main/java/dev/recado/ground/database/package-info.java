/** PostgreSQL: how the hub recognises an outage, and makes texts storable. */
@NullMarked
package dev.recado.ground.database;

import org.jspecify.annotations.NullMarked;
