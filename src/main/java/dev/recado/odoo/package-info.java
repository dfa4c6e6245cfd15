/** Odoo: reads its webhooks, reads records back over JSON-RPC, asks for what no webhook told. */
@NullMarked
package dev.recado.odoo;

import org.jspecify.annotations.NullMarked;
