/** Sellers with their areas and hours, and the assignment of leads to them. */
@NullMarked
package dev.recado.sales.seller;

import org.jspecify.annotations.NullMarked;
