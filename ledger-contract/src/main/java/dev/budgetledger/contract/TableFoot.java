package dev.budgetledger.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 表尾: what stands below a table for who reads it on paper, who made it and when, {@code 制表人：张三}, {@code 填报日期：}, and notes. One rule for tables that
 * are posted and tables that are checked.
 */
public final class TableFoot {

    private static final Pattern LABEL = Pattern.compile("(?s)(?:"
            + "(?:制表|填表|填报|编制|编报|报送|经办|录入|审核|复核|审批|批准|签发|打印|联系)(?:人员?|者|单位|部门|日期|时间|电话|方式)?"
            + "|(?:单位|部门|财务|会计|分管|主管|科室|项目)?(?:负责|主管|经手|领导)(?:人|领导|会计)?|日期|公章|盖章|签章|签字"
            + "|(?:附|备|脚)?注[0-9０-９]*|(?:填表|填报|编制)?说明)(?:[（(].{0,10}[)）])?[:：](.*)");

    private static final Pattern BLANK = Pattern.compile("[\\s\\u00A0\\u3000]+");

    private TableFoot() {}

    /**
     * Whether a row says that and nothing else.
     *
     * @param cells as they stand beside each other; blanks count for nothing
     */
    public static boolean isFoot(Iterable<String> cells) {
        boolean found = false;
        boolean asked = false;
        for (String cell : cells) {
            String plain = BLANK.matcher(cell).replaceAll("");
            if (plain.isEmpty()) {
                continue;
            }
            Matcher label = LABEL.matcher(plain);
            boolean isLabel = label.matches();
            if (!isLabel && !asked) {
                return false;
            }
            found = true;
            asked = isLabel && label.end() == label.start(1);
        }
        return found;
    }
}
