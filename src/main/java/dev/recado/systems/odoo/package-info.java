/** Odoo: reads its webhooks, reads records back, asks for what no webhook told, brings leads. */
@NullMarked
package dev.recado.systems.odoo;

import org.jspecify.annotations.NullMarked;
