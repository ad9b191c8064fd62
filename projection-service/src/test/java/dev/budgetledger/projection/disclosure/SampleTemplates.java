package dev.budgetledger.projection.disclosure;

import dev.budgetledger.projection.disclosure.DisclosureConfiguration.TemplateFiles;

/** The real templates, for tests of other packages. */
public final class SampleTemplates {

    private SampleTemplates() {}

    public static Templates all() {
        return TemplateFiles.read();
    }
}
