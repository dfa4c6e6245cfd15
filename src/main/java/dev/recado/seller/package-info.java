/** Who sells: sellers with their areas and hours, and how leads are shared out among them. */
@NullMarked
package dev.recado.seller;

import org.jspecify.annotations.NullMarked;
