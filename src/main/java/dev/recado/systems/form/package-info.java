/** Forms of web sites: whoever fills one in has said something. */
@NullMarked
package dev.recado.systems.form;

import org.jspecify.annotations.NullMarked;
