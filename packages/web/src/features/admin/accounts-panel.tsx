import type { AccountSummary, PasswordLink } from "@cryptodesk/shared/identity/admin.contract";
import { Role } from "@cryptodesk/shared/identity/permission";
import { Badge, Button, NativeSelect, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { useMay, useSession } from "../../session/session.ts";
import { Age } from "../../ui/age.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { StateDot } from "../../ui/state-dot.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { type AccountQuestion, AccountQuestions } from "./account-questions.tsx";
import type { AccountsSearch } from "./accounts-search.ts";
import classes from "./admin.module.css";
import { MakeAccountDialog } from "./make-account-dialog.tsx";
import { PasswordLinkDialog } from "./password-link-dialog.tsx";
import { SearchField } from "./search-field.tsx";
import { useAccounts, useChangeAccount } from "./use-accounts.ts";

/** Every account of the desk, and what an admin can do with it. */
export function AccountsPanel({ search, onSearch, onActing }: AccountsPanelProps) {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAccounts(search);
  const [question, setQuestion] = useState<AccountQuestion | null>(null);
  const [making, setMaking] = useState(false);
  const [link, setLink] = useState<{ link: PasswordLink; email: string } | null>(null);
  const mayMake = useMay("admin:credentials");
  const accounts = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel
      title={t("admin.accounts")}
      flush
      actions={
        mayMake && (
          <Button size="xs" onClick={() => setMaking(true)}>
            {t("admin.makeAccount")}
          </Button>
        )
      }
    >
      <Filters search={search} onSearch={onSearch} />
      {isPending && <Skeleton height={320} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && accounts.length === 0 && <NothingFound search={search} onSearch={onSearch} />}
      {accounts.length > 0 && <AccountTable accounts={accounts} onAsk={setQuestion} />}
      {hasNextPage && (
        <div className={classes.more}>
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("account.more")}
          </Button>
        </div>
      )}
      {question && (
        <AccountQuestions
          question={question}
          onClose={() => setQuestion(null)}
          onLink={(made) => setLink({ link: made, email: question.account.email })}
          onActing={onActing}
        />
      )}
      {making && (
        <MakeAccountDialog onClose={() => setMaking(false)} onMade={(made, email) => setLink({ link: made, email })} />
      )}
      {link && <PasswordLinkDialog {...link} onClose={() => setLink(null)} />}
    </Panel>
  );
}

interface AccountsPanelProps {
  search: AccountsSearch;
  onSearch: (search: AccountsSearch) => void;
  /** Somebody else's eyes are borrowed from now on. */
  onActing: () => void;
}

function Filters({ search, onSearch }: Pick<AccountsPanelProps, "search" | "onSearch">) {
  return (
    <search className={classes.filters}>
      <SearchField
        label={t("admin.search")}
        placeholder={t("admin.searchPlaceholder")}
        value={search.search ?? ""}
        onSearch={(text) => onSearch({ ...search, search: text || undefined })}
      />
      <NativeSelect
        size="xs"
        aria-label={t("admin.role")}
        value={search.role ?? ""}
        data={[
          { value: "", label: t("admin.anyRole") },
          ...Role.options.map((value) => ({ value, label: t(`account.roles.${value}`) })),
        ]}
        onChange={({ currentTarget }) => onSearch({ ...search, role: Role.safeParse(currentTarget.value).data })}
      />
      <NativeSelect
        size="xs"
        aria-label={t("admin.activity")}
        value={search.isActive === undefined ? "" : String(search.isActive)}
        data={[
          { value: "", label: t("admin.anyActivity") },
          { value: "true", label: t("admin.active") },
          { value: "false", label: t("admin.disabled") },
        ]}
        onChange={({ currentTarget: { value } }) =>
          onSearch({ ...search, isActive: value === "" ? undefined : value === "true" })
        }
      />
    </search>
  );
}

function NothingFound({ search, onSearch }: Pick<AccountsPanelProps, "search" | "onSearch">) {
  if (Object.values(search).every((value) => value === undefined)) {
    return <EmptyNotice title={t("admin.noAccounts")} detail={t("admin.noAccountsDetail")} />;
  }
  return (
    <EmptyNotice
      title={t("admin.noMatch")}
      detail={t("admin.noMatchDetail")}
      action={
        <Button size="xs" variant="default" onClick={() => onSearch({})}>
          {t("admin.clearFilters")}
        </Button>
      }
    />
  );
}

function AccountTable({ accounts, onAsk }: { accounts: AccountSummary[]; onAsk: (question: AccountQuestion) => void }) {
  const { me } = useSession();
  const enable = useChangeAccount(({ email }) => showToast(t("admin.enabledDone", { email })), false);
  return (
    <RecordTable
      label={t("admin.accounts")}
      actions
      columns={[
        t("admin.person"),
        t("admin.role"),
        t("admin.activity"),
        t("admin.factors"),
        t("admin.lastLogin"),
        t("admin.sessions"),
        t("admin.keys"),
        t("admin.created"),
      ]}
      rows={accounts.map((account) => ({
        key: account.id,
        cells: [
          <Person key="person" account={account} own={account.id === me?.id} />,
          t(`account.roles.${account.role}`),
          <StateDot key="active" tone={account.isActive ? "good" : "bad"}>
            {t(account.isActive ? "admin.active" : "admin.disabled")}
          </StateDot>,
          account.secondFactors.map((factor) => t(`admin.factorNames.${factor}`)).join(", ") || t("admin.noFactor"),
          account.lastLoginAt ? <Age key="login" at={account.lastLoginAt} /> : t("admin.never"),
          formatCount(account.sessions),
          formatCount(account.apiKeys),
          <Age key="created" at={account.createdAt} />,
        ],
        actions: (
          <AccountMenu
            account={account}
            own={account.id === me?.id}
            onAsk={onAsk}
            onEnable={() => enable.mutate({ id: account.id, isActive: true })}
          />
        ),
      }))}
    />
  );
}

function Person({ account: { name, email }, own }: { account: AccountSummary; own: boolean }) {
  return (
    <span className={classes.person}>
      <b>
        {name}{" "}
        {own && (
          <Badge size="sm" variant="light">
            {t("admin.you")}
          </Badge>
        )}
      </b>
      <span className={classes.muted}>{email}</span>
    </span>
  );
}
