package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** 表样: which form the tables of a package are in, and who says so. */
final class FormCheck {

    /** What stood in the place of a form before there were forms. There was one, and it says what the first form says. */
    private static final String TEMPLATE_SHA_256 = "c7451398d246f2369c51d26f7013a233848d04e9f04de9f889f93aa305500a08";

    private final Map<String, ByteBuffer> files;
    private final Trust trust;
    private final Report report;

    FormCheck(Map<String, ByteBuffer> files, Trust trust, Report report) {
        this.files = files;
        this.trust = trust;
        this.report = report;
    }

    /**
     * The form of the tables, as the package says it.
     *
     * @throws Fault if it is none, or the tables are not its tables
     */
    Form read(AsOf point) {
        boolean before = files.containsKey(Contents.TEMPLATE);
        Fault.require(before == (point.form() == null) && (!before || point.unit() != null),
                "as-of.json 与表样不符", "as-of.json does not say which form, or in which unit");
        Form read;
        if (before) {
            Fault.require(Verification.sha256(file(Contents.TEMPLATE)).equals(TEMPLATE_SHA_256), "未知表样", "not known to this verifier");
            read = Form.first();
        } else {
            read = Form.read(file(Contents.FORM));
            Fault.require(read.id().equals(point.form()), "as-of.json 所说的是另一表样", "as-of.json says another");
        }
        ByteBuffer trusted = trust.form();
        Fault.require(trusted == null || Form.written(trusted.duplicate()).equals(read), "与 --form 不符", "not the one given with --form");
        boolean isThere = files.containsKey(Contents.DOCUMENT);
        Fault.require(!isThere || (read.hasDocument() && !before), "表样没有公开文本", "the package has a document, and the form has none");
        Fault.require(isThere || !read.hasDocument()
                        || Contents.READMES_OF_DOCUMENTS.stream().noneMatch(each -> Resources.bytes(each).equals(file(Contents.README))),
                "包中缺少公开文本", "the package lacks the document of the form");
        List<String> names = List.copyOf(files.keySet());
        int beforeTables = Contents.BEFORE_TABLES.size() + (files.containsKey(Contents.STREAMS) ? 1 : 0);
        Fault.require(names.subList(beforeTables, names.size() - 1).equals(Contents.ofTables(read.tableIds(), isThere)),
                "包中的表与表样不符", "the package has other tables than the form");
        return read;
    }

    /**
     * Whether a form is the one that was adopted last, or one that came with a release: that one is of budgets for which no place
     * prescribes one, though a place adopted another version of it.
     *
     * @throws Fault if it is another than either
     */
    void known(Form given, Facts walked, AsOf point) {
        for (String id : walked.forms.ids()) {
            Fault.require(id.equals(given.id()) || walked.current.publications.name(id),
                    "无关表样 " + Fault.quoted(id), "has the facts of a form that nothing here is in");
        }
        Optional<AdoptedForms.Adopted> adopted = walked.forms.last(given.id(), point.position());
        String digest = "; sha256 " + given.sha256();
        if (adopted.isPresent() && adopted.get().sha256().equals(given.sha256())) {
            report.remark(Check.FORM, given.id() + " 由 " + adopted.get().fact() + " 采用", "adopted by that fact" + digest);
        } else if (adopted.isPresent() && (!given.isReleased()
                || walked.form(adopted.get()).isPrescribed(walked.current.jurisdiction, point.fiscalYear(), point.ofUnit() != null))) {
            throw new Fault("最后采用的是另一版 (" + adopted.get().fact() + ")", adopted.get().fact() + " adopted another version");
        } else if (trust.form() != null) {
            report.remark(Check.FORM, given.id() + " 与 --form 相同", "the one given with --form" + digest);
        } else if (Form.released(given.id()).isPresent()) {
            Fault.require(given.isReleased(), "与核验程序所知的 " + given.id() + " 不同, 又无采用它的事实",
                    "another than the " + given.id() + " that this verifier knows, and no fact adopts it");
            report.remark(Check.FORM, given.id() + " 随核验程序发布", "came with this verifier" + digest);
        } else {
            report.unproven(Check.FORM, given.id() + " 无采用它的事实, 也非核验程序所知; 可用 --form 给出所信任的表样",
                    "no fact adopts it and this verifier does not know it; give the form you trust with --form" + digest);
        }
    }

    private ByteBuffer file(String name) {
        return Objects.requireNonNull(files.get(name)).duplicate();
    }
}
