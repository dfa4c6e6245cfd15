/** Sellers with their areas and hours, and how leads are shared out among them. */
@NullMarked
package dev.recado.sales.seller;

import org.jspecify.annotations.NullMarked;
