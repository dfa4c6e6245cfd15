/** Leads: what flows write to the CRM, the people behind leads, and a local table without a CRM. */
@NullMarked
package dev.recado.sales.crm;

import org.jspecify.annotations.NullMarked;
