/** Leads: what a flow tells of one, and the table that keeps them where there is no CRM. */
@NullMarked
package dev.recado.sales.crm;

import org.jspecify.annotations.NullMarked;
