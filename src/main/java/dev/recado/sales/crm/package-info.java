/** Leads: what flows write in the CRM, who is behind a lead, and leads without a CRM. */
@NullMarked
package dev.recado.sales.crm;

import org.jspecify.annotations.NullMarked;
