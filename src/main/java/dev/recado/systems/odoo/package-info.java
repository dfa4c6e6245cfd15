/** Odoo: its webhooks, the records that flows read, leads, and a look for what no webhook told. */
@NullMarked
package dev.recado.systems.odoo;

import org.jspecify.annotations.NullMarked;
