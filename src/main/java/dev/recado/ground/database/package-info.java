/** What the hub knows of PostgreSQL: when it is away, and which texts it can keep. */
@NullMarked
package dev.recado.ground.database;

import org.jspecify.annotations.NullMarked;
