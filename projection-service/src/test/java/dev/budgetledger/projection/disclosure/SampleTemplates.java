package dev.budgetledger.projection.disclosure;

import dev.budgetledger.projection.disclosure.DisclosureConfiguration.TemplateFiles;

/** The real templates, for tests of other packages. */
public final class SampleTemplates {

    private SampleTemplates() {}

    /** The forms that are served. */
    public static Forms forms() {
        return TemplateFiles.forms();
    }

    public static Templates all() {
        return TemplateFiles.read();
    }
}
