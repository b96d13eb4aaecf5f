/** What every page stands on: its frame, its words in both languages, and the way from a template to HTML. */
@NullMarked
package io.hallpulse.web;

import org.jspecify.annotations.NullMarked;
