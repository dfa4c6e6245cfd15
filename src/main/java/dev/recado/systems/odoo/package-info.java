/** Odoo: its webhooks, the records that flows read, leads, and a search for missed changes. */
@NullMarked
package dev.recado.systems.odoo;

import org.jspecify.annotations.NullMarked;
