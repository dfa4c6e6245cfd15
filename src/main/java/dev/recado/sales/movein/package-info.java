/** Moving in: files of clients, products, orders, sellers and appointments of another system. */
@NullMarked
package dev.recado.sales.movein;

import org.jspecify.annotations.NullMarked;
