/** Appointments: free times, bookings, reminders, and calendars for sellers. */
@NullMarked
package dev.recado.sales.agenda;

import org.jspecify.annotations.NullMarked;
