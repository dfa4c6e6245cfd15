/** Products, carts and orders: what customers choose in chat, reserve and buy. */
@NullMarked
package dev.recado.sales.commerce;

import org.jspecify.annotations.NullMarked;
