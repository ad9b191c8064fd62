package dev.budgetledger.verifier;

/** 核验项: what is looked at, in the order in which it is told. */
public enum Check {
    CONTAINER("容器: 每个字节都有归属", "container: every byte is accounted for"),
    MANIFEST("清单: 各文件摘要相符", "manifest: the digest of every file"),
    README("说明: 与已知文本一致", "readme: the known text"),
    KEY("公钥: 与所信任的公钥一致", "key: the one that is trusted"),
    CHECKPOINT("检查点: 签名有效", "checkpoint: signed with the key"),
    /** Only if the reader knows witnesses. */
    WITNESSES("见证: 足够多的见证人签署了检查点", "witnesses: enough of them cosigned the checkpoint"),
    AS_OF("时点: 在检查点之内", "as of: within the checkpoint"),
    FORM("表样: 由事实采用, 或随核验程序发布", "form: adopted by facts, or one that came with a release"),
    ENVELOPES("信封: 规范 JSON", "envelopes: canonical bytes"),
    STREAMS("流: 从头起序号连续, 时间有序", "streams: no gap from the first fact on, times in order"),
    PROOFS("包含证明: 每个事实都在已签名的日志中", "inclusion proofs: every fact is in the signed log"),
    /** Only if the checkpoint says the root over the streams. */
    COMPLETE("完整: 各流到时点为止的事实不多不少, 只有一种", "complete: all facts of the streams up to the point, and one story of each"),
    /** Only if the reader has the log. */
    LOG("日志: 各流的事实不多不少", "log: all facts of the streams and no others"),
    POSTINGS("事实: 字段齐全, 每笔按资金性质平衡, 冲销为原记账的镜像",
            "facts: of known form, balanced per fund, reversals are mirrors"),
    NAMES("科目名称: 出自科目事实", "names: from the classification facts"),
    PUBLICATIONS("公开: 摘要由事实重算, 检查点签名有效", "publications: digests rebuilt from the facts, checkpoints signed"),
    TABLES("公开表: 由事实重算, 逐字节一致", "tables: rebuilt from the facts, byte for byte"),
    /** Only if the package has one: not every form has, and packages of earlier releases have none. */
    DOCUMENT("公开文档: 由事实重制, JSON 与网页逐字节一致", "document: rebuilt from the facts, JSON and page byte for byte");

    private final String chinese;
    private final String english;

    Check(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    @Override
    public String toString() {
        return chinese + " · " + english;
    }
}
