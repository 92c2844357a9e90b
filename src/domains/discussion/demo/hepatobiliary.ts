import { counted, type DemoDiscussion } from './content.ts'

const HELD = Date.UTC(2025, 9, 7, 3, 20)
const UNIVERSITY = 'Bệnh viện Đại học Minh hoạ'
const NORTH = 'Bệnh viện Đa khoa Minh hoạ miền Bắc'

/** After the talks on hepatobiliary cancer, in three languages; all of it made up. */
export const hepatobiliaryDiscussion: DemoDiscussion = {
  slug: 'hepatobiliary-2025',
  kind: 'session',
  title: 'Diagnostic imaging and treatment of hepatobiliary cancer',
  at: HELD,
  questions: [
    {
      lang: 'vi',
      body: 'HCC 4 cm sát rốn gan, Child-Pugh A, không mổ được: các thầy chọn TACE siêu chọn lọc phối hợp đốt vi sóng, hay tắc mạch xạ trị Y-90 theo phân thuỳ?',
      shown: 'facility',
      facility: UNIVERSITY,
      votes: 22,
      pinned: true,
      state: 'answered',
      answers: [
        {
          by: 3,
          lang: 'ko',
          body: '간문부에 인접한 병변은 담관 손상 위험이 있어 소작술을 단독으로 시행하지 않습니다. 초선택적 TACE를 먼저 시행하고, 반응이 불충분하면 Y-90 방사선 구역절제술이나 정위체부방사선치료를 다학제에서 논의합니다.',
        },
        {
          by: 0,
          lang: 'vi',
          body: 'Nơi chưa có Y-90 thì TACE siêu chọn lọc dưới CT chùm tia hình nón, kiểm tra lại sau 4–6 tuần theo mRECIST. Đốt bổ sung chỉ phần xa đường mật, có thể truyền lạnh đường mật qua ống dẫn lưu.',
        },
      ],
    },
    {
      lang: 'ko',
      body: 'LI-RADS LR-M 병변에서 바로 조직검사를 하시나요, 아니면 간세포 특이 조영제 MRI를 먼저 추가하시나요?',
      shown: 'facility',
      facility: '시연용 대학병원',
      votes: 14,
      slide: 18,
      state: 'answered',
      answers: [
        {
          by: 2,
          lang: 'en',
          body: 'Biopsy first, unless ascites or coagulopathy forbids it: LR-M says probably malignant, not which tumour, and cholangiocarcinoma or a combined tumour is treated differently. Gadoxetate MRI is worth its cost for counting lesions before surgery; it does not replace histology.',
        },
      ],
    },
    {
      lang: 'en',
      body: 'Hilar cholangiocarcinoma before surgery: which side do you drain, how many drains, and when percutaneous rather than endoscopic?',
      shown: 'anonymous',
      votes: 13,
      state: 'answered',
      answers: [
        {
          by: 1,
          lang: 'vi',
          body: 'Dẫn lưu phần gan sẽ giữ lại sau mổ trước; chỉ đặt thêm ống khi còn viêm đường mật hoặc bilirubin không giảm. Bismuth I–II chúng tôi ưu tiên nội soi; Bismuth III–IV chọn qua da dưới siêu âm vì dễ chọn đúng phân thuỳ. Chụp cộng hưởng từ đường mật trước khi đặt ống, không phải sau.',
        },
      ],
    },
    {
      lang: 'vi',
      body: 'Nút tĩnh mạch cửa trước cắt gan phải: thể tích gan còn lại bao nhiêu là đủ và sau bao lâu thì đo lại?',
      shown: 'name',
      name: 'Hoàng Minh Hoạ Vinh',
      facility: NORTH,
      votes: 11,
      state: 'answered',
      answers: [
        {
          by: 0,
          lang: 'vi',
          body: 'Gan lành từ 20–25 % thể tích gan chuẩn, sau hoá trị từ 30 %, gan xơ từ 40 %. Đo lại sau 3–4 tuần. Ngoài thể tích phải xem mức phì đại: tăng dưới 5 điểm phần trăm thì nguy cơ suy gan sau mổ cao dù thể tích đã đủ.',
        },
      ],
    },
    {
      lang: 'ko',
      body: '아테졸리주맙·베바시주맙을 투여 중인 환자에서 TACE 시점은 어떻게 정하시나요?',
      shown: 'anonymous',
      votes: 8,
      state: 'later',
      answers: [
        {
          by: 3,
          lang: 'ko',
          body: '서면으로 답변드립니다. 베바시주맙은 출혈과 상처 치유 지연 때문에 시술과 간격을 둡니다. EMERALD-1에서는 베바시주맙을 마지막 TACE 후 14일이 지난 뒤 시작하도록 했습니다. 시술 전 내시경으로 정맥류를 확인하고, 간기능이 허용하는 범위에서 초선택적으로 시행합니다.',
        },
      ],
    },
  ],
  polls: [
    {
      kind: 'multiple',
      lang: 'vi',
      title: 'Trước và trong TACE, quý vị dùng những phương tiện nào?',
      options: ['CLVT ba thì', 'CHT với thuốc đặc hiệu tế bào gan', 'CT chùm tia hình nón', 'Siêu âm có thuốc cản âm'],
      ballots: [
        ...counted(6, 2, 3, 1),
        ...Array.from({ length: 9 }, () => [0, 2]),
        ...Array.from({ length: 5 }, () => [0, 1]),
        ...Array.from({ length: 4 }, () => [0, 1, 2]),
      ],
      state: 'closed',
    },
  ],
}

/** After the session on artificial intelligence. */
export const intelligenceDiscussion: DemoDiscussion = {
  slug: 'hepatobiliary-2025',
  kind: 'session',
  title: 'Artificial intelligence in diagnostic imaging',
  at: HELD + 5_400_000,
  questions: [
    {
      lang: 'vi',
      body: 'Phần mềm đo thể tích gan còn đúng khi người bệnh có nhiều nang gan hoặc đã nút tĩnh mạch cửa không?',
      shown: 'facility',
      facility: UNIVERSITY,
      votes: 16,
      state: 'answered',
      answers: [
        {
          by: 3,
          lang: 'ko',
          body: '학습 자료에 드문 형태이므로 분할 결과를 반드시 사람이 확인해야 합니다. 낭종은 간 실질에 포함되는 경우가 많아 수동으로 제외하고, 색전술 후에는 위축된 우엽의 경계를 다시 그립니다.',
        },
      ],
    },
    {
      lang: 'en',
      body: 'When the software misses a lesion that the reader then misses too, who answers for the report?',
      shown: 'anonymous',
      votes: 12,
      pinned: true,
      state: 'answered',
      answers: [
        {
          by: 0,
          lang: 'en',
          body: 'The physician who signs. That is why our readers look at the study first and open the result afterwards, and why every disagreement is kept for audit.',
        },
      ],
    },
    {
      lang: 'ko',
      body: '베트남 환자 영상으로 외부 검증을 할 계획이 있으신가요?',
      shown: 'facility',
      facility: '시연용 대학병원',
      votes: 10,
    },
  ],
  polls: [
    {
      kind: 'words',
      lang: 'vi',
      title: 'Một từ: AI sẽ thay đổi điều gì trước tiên ở khoa của quý vị? / One word / 한 단어로',
      options: [],
      ballots: [
        ...Array.from({ length: 7 }, () => ['báo cáo']),
        ...Array.from({ length: 6 }, () => ['sàng lọc']),
        ...Array.from({ length: 5 }, () => ['đo thể tích']),
        ...Array.from({ length: 4 }, () => ['triage']),
        ...Array.from({ length: 4 }, () => ['판독 시간']),
        ['đào tạo'],
        ['đào tạo', 'báo cáo'],
        ['quality'],
        ['follow-up', 'triage'],
        ['liều tia'],
        ['liều tia', 'sàng lọc'],
        ['워크플로'],
      ],
      state: 'closed',
    },
  ],
}
