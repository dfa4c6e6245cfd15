/** Customers of the business: one row for what all systems know of each. */
@NullMarked
package dev.recado.sales.client;

import org.jspecify.annotations.NullMarked;
